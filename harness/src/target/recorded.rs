//! A mock as the recorded Authentik was: freshly bootstrapped, with the recordings' own secrets.

use std::path::Path;

use mock_authentik::{Bootstrap, MockAuthentik, Profile, StartError};

/// A mock Authentik to replay a recording against: of version `profile`, or else of the recording's,
/// which its folder's name tells, or else of the newest; bootstrapped as recording `00-setup` was.
///
/// # Errors
/// [`StartError`] when it cannot listen or make its key.
pub async fn mock_for_recording(
    recording: &Path,
    profile: Option<Profile>,
) -> Result<MockAuthentik, StartError> {
    let folder = recording.parent().and_then(Path::file_name);
    let version = folder.map(|name| name.to_string_lossy().into_owned());
    let recorded = Profile::ALL
        .into_iter()
        .find(|profile| Some(profile.version()) == version.as_deref());
    let bootstrap = Bootstrap {
        password: Some("akadmin-pass".to_owned()),
        token: Some("akadmin-token".to_owned()),
        email: Some("akadmin@example.com".to_owned()),
    };
    MockAuthentik::builder()
        .profile(profile.or(recorded).unwrap_or_default())
        .bootstrap(bootstrap)
        .start()
        .await
}
