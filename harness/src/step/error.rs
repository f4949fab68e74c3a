//! Why a step could not be done.

use http::StatusCode;

use crate::driver::{BrowserError, CliError, DashboardError, HttpError};
use crate::provision::ProvisionError;
use crate::run::FailureKind;
use crate::target::{RotationError, TargetError};

/// A step could not be done. What the other side refuses is no error, because scenarios expect it.
#[derive(Debug, thiserror::Error)]
pub enum StepError {
    /// The dashboard got stuck.
    #[error(transparent)]
    Dashboard(Box<DashboardError>),
    /// The browser got stuck.
    #[error(transparent)]
    Browser(Box<BrowserError>),
    /// The openZro client got stuck.
    #[error(transparent)]
    Cli(Box<CliError>),
    /// An exchange failed.
    #[error(transparent)]
    Http(Box<HttpError>),
    /// Provisioning failed.
    #[error(transparent)]
    Provision(Box<ProvisionError>),
    /// A target did what it was told not to.
    #[error(transparent)]
    Target(Box<TargetError>),
    /// Someone is needed who has no token, because an earlier login was refused.
    #[error(
        "`{0}` has no token: no login of theirs succeeded before; expect `outcome` of that login"
    )]
    NoToken(String),
    /// Someone renews a login that never was.
    #[error("`{0}` has no dashboard session to renew; put an `sso.login` that succeeds before")]
    NoSession(String),
    /// Authentik refused the harness.
    #[error("Authentik answered {status} to {what}: {body}; is the token an administrator's?")]
    Authentik {
        /// What was asked.
        what: String,
        /// The status.
        status: StatusCode,
        /// The answer.
        body: String,
    },
    /// There is no tap to set a fault on.
    #[error("faults need a tap in front of Authentik, which an openZro that runs already has not")]
    NoTap,
    /// Only the mock does that.
    #[error("only the mock of Authentik does that; run with `--authentik mock`")]
    NoMock,
    /// The mock has no key to rotate.
    #[error(transparent)]
    Rotation(Box<RotationError>),
    /// A fault to clear that was never set.
    #[error("there is no fault called `{0}`; `fault.set` names it")]
    NoFault(String),
}

impl StepError {
    /// What kind of failure of the scenario it is.
    pub(crate) fn kind(&self) -> FailureKind {
        let refuses_token = match self {
            Self::Cli(error) => matches!(**error, CliError::Token(_)),
            Self::Dashboard(error) => matches!(**error, DashboardError::IdToken(_)),
            _ => false,
        };
        if refuses_token {
            FailureKind::Token
        } else {
            FailureKind::Step
        }
    }
}

macro_rules! boxed {
    ($($variant:ident: $error:ty),+ $(,)?) => {$(
        impl From<$error> for StepError {
            fn from(error: $error) -> Self {
                Self::$variant(Box::new(error))
            }
        }
    )+};
}

// Boxed, because these errors quote what they are about, and every step gives a `Result`.
boxed! {
    Dashboard: DashboardError,
    Browser: BrowserError,
    Cli: CliError,
    Http: HttpError,
    Provision: ProvisionError,
    Target: TargetError,
    Rotation: RotationError,
}
