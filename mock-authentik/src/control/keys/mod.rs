//! `/_mock/keys/`: the keys that tokens are signed with.

mod rotate;

use aide::axum::ApiRouter;
use aide::axum::routing::post_with;

use crate::app::App;
use crate::control::summary;

pub(super) fn routes() -> ApiRouter<App> {
    let rotate = post_with(
        rotate::rotate,
        summary("Has every provider that signs with a key sign with a new one"),
    );
    ApiRouter::new().api_route("/_mock/keys/rotate", rotate)
}
