//! The token in a `Login`: whose it is, and whether he is let in.

use super::refusal::Refusal;
use crate::app::App;

/// How often a token is tried. The real server hopes that its cache of users has caught up by then; it
/// pauses for 200 milliseconds each time, which this one does not.
const TRIES: u32 = 3;

/// The user whose token it is; he joins the account if he is new.
pub(super) async fn user_id(app: &App, token: &str) -> Result<String, Refusal> {
    let mut outcome = try_token(app, token).await;
    for _ in 1..TRIES {
        if outcome.is_ok() {
            break;
        }
        outcome = try_token(app, token).await;
    }
    outcome
}

async fn try_token(app: &App, token: &str) -> Result<String, Refusal> {
    let token = app
        .validator
        .validate(token)
        .await
        .map_err(Refusal::Token)?;
    let mut user = token.user.clone();
    user.account_id = app.ensure_account(&user).await.map_err(|refusal| {
        if refusal.is_crash() {
            app.crash(&refusal);
        }
        Refusal::Account(refusal)
    })?;
    let user = app.check_groups(user, &token).map_err(Refusal::Groups)?;
    app.sync_jwt_groups(&user).await;
    Ok(user.user_id)
}
