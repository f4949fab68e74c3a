//! Tables of what each OAuth endpoint answers to what: each line is a request, what is answered, and
//! where Authentik is known to answer so. `src` is Authentik's source below `providers/oauth2`.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on fails where it stands"
)]

mod authorize;
mod device;
mod introspect;
mod lifecycle;
mod origins;
mod pkce;
mod refresh;
mod revoke;
mod token;
mod userinfo;
mod world;
