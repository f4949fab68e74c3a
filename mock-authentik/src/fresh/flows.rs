//! The flows of a fresh installation, with their stages (recording `00-setup`, "list flows").

use ambient::Entropy;

use super::stages;
use crate::Profile;
use crate::model::{
    Authentication, DeniedAction, Designation, Flow, FlowStageBinding, Layout, PolicyEngineMode,
};
use crate::store::Store;

use Authentication::{RequireAuthenticated, RequireUnauthenticated};

/// A flow as it comes: slug, name, title, purpose, who may start it, its stages with their order.
struct Fresh {
    slug: &'static str,
    name: &'static str,
    title: &'static str,
    designation: Designation,
    authentication: Authentication,
    /// A policy is bound that guards it.
    guarded: bool,
    stages: &'static [(i32, &'static str)],
}

const WELCOME: &str = "Welcome to authentik!";
const TOTP: &str = "default-authenticator-totp-setup";
const PROVIDER_INVALIDATION: &str = "default-provider-invalidation-flow";
const LOGIN: &str = "default-authentication-login";
const PASSWORD_WRITE: &str = "default-password-change-write";

/// By slug, as the list has them.
const FLOWS: &[Fresh] = &[
    Fresh {
        slug: "default-authentication-flow",
        name: WELCOME,
        title: WELCOME,
        designation: Designation::Authentication,
        authentication: Authentication::None,
        guarded: false,
        stages: &[
            (10, "default-authentication-identification"),
            (20, "default-authentication-password"),
            (30, "default-authentication-mfa-validation"),
            (100, LOGIN),
        ],
    },
    setup(
        "default-authenticator-static-setup",
        "Setup Static OTP Tokens",
        &[(0, "default-authenticator-static-setup")],
    ),
    setup(
        TOTP,
        "Set up Two-Factor authentication",
        &[(0, "default-authenticator-totp-setup")],
    ),
    setup(
        "default-authenticator-webauthn-setup",
        "Setup WebAuthn",
        &[(0, "default-authenticator-webauthn-setup")],
    ),
    Fresh {
        slug: "default-invalidation-flow",
        name: "Logout",
        title: "Default Invalidation Flow",
        designation: Designation::Invalidation,
        authentication: Authentication::None,
        guarded: false,
        stages: &[(0, "default-invalidation-logout")],
    },
    Fresh {
        name: "Change Password",
        ..setup(
            "default-password-change",
            "Change password",
            &[(0, "default-password-change-prompt"), (1, PASSWORD_WRITE)],
        )
    },
    authorization(
        "default-provider-authorization-explicit-consent",
        &[(0, "default-provider-authorization-consent")],
    ),
    authorization("default-provider-authorization-implicit-consent", &[]),
    Fresh {
        slug: PROVIDER_INVALIDATION,
        name: "Logged out of application",
        title: "You've logged out of %(app)s.",
        designation: Designation::Invalidation,
        authentication: Authentication::None,
        guarded: false,
        stages: &[],
    },
    Fresh {
        slug: "default-source-authentication",
        name: WELCOME,
        title: WELCOME,
        designation: Designation::Authentication,
        authentication: RequireUnauthenticated,
        guarded: true,
        stages: &[(0, "default-source-authentication-login")],
    },
    Fresh {
        slug: "default-source-enrollment",
        name: "Welcome to authentik! Please select a username.",
        title: "Welcome to authentik! Please select a username.",
        designation: Designation::Enrollment,
        authentication: Authentication::None,
        guarded: true,
        stages: &[
            (0, "default-source-enrollment-prompt"),
            (1, "default-source-enrollment-write"),
            (2, "default-source-enrollment-login"),
        ],
    },
    Fresh {
        slug: "default-source-pre-authentication",
        name: "Pre-Authentication",
        title: "Pre-authentication",
        designation: Designation::StageConfiguration,
        authentication: Authentication::None,
        guarded: false,
        stages: &[],
    },
    Fresh {
        name: "User settings",
        ..setup(
            "default-user-settings-flow",
            "Update your info",
            &[
                (20, "default-user-settings"),
                (100, "default-user-settings-write"),
            ],
        )
    },
    Fresh {
        name: "default-oobe-setup",
        authentication: Authentication::None,
        guarded: true,
        ..setup(
            "initial-setup",
            WELCOME,
            &[
                (10, "stage-default-oobe-password"),
                (20, PASSWORD_WRITE),
                (100, LOGIN),
            ],
        )
    },
];

/// A flow for somebody who is logged in to set something up.
const fn setup(
    slug: &'static str,
    title: &'static str,
    stages: &'static [(i32, &'static str)],
) -> Fresh {
    Fresh {
        slug,
        name: slug,
        title,
        designation: Designation::StageConfiguration,
        authentication: RequireAuthenticated,
        guarded: false,
        stages,
    }
}

/// A flow that a provider sends people through.
const fn authorization(slug: &'static str, stages: &'static [(i32, &'static str)]) -> Fresh {
    Fresh {
        slug,
        name: "Authorize Application",
        title: "Redirecting to %(app)s",
        designation: Designation::Authorization,
        authentication: RequireAuthenticated,
        guarded: false,
        stages,
    }
}

pub(super) fn add_to(store: &mut Store, profile: Profile, entropy: &Entropy) {
    for fresh in FLOWS {
        if fresh.slug == PROVIDER_INVALIDATION && !profile.providers_have_invalidation_flows() {
            continue;
        }
        let title = match fresh.slug {
            TOTP => profile.totp_flow_title(),
            _ => fresh.title,
        };
        let pk = entropy.uuid();
        let policies = fresh.guarded.then(|| entropy.uuid());
        store.flows.insert(
            pk,
            Flow {
                pk,
                policybindingmodel_ptr_id: entropy.uuid(),
                name: fresh.name.into(),
                slug: fresh.slug.into(),
                title: title.into(),
                designation: fresh.designation,
                background: String::new(),
                policy_engine_mode: PolicyEngineMode::Any,
                compatibility_mode: false,
                layout: Layout::Stacked,
                denied_action: DeniedAction::MessageContinue,
                authentication: fresh.authentication,
                policies: policies.into_iter().collect(),
            },
        );
        for &(order, name) in fresh.stages {
            let stage = stages::named(store, name, profile, entropy);
            let binding = FlowStageBinding::new(entropy, pk, stage, order);
            store.flow_stage_bindings.insert(binding.pk, binding);
        }
    }
}
