//! How events point at objects.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::model::{
    Application, Brand, CertificateKeyPair, Flow, FlowStageBinding, Group, Invitation, Prompt,
    Provider, ScopeMapping, Stage, Token, User,
};
use crate::stages;

/// An object that events point at.
pub(crate) trait Referable {
    /// App, model, key and name, as an event's context has them.
    fn reference(&self) -> Value;
}

/// `{pk, app, name, model_name}`.
pub(crate) fn object_reference(
    (app, model_name): (&str, &str),
    pk: impl Into<Value>,
    name: &str,
) -> Value {
    json!({"pk": pk.into(), "app": app, "name": name, "model_name": model_name})
}

/// A UUID in events has no dashes (recording `50-user-deleted`, "event").
pub(super) fn hexadecimal(pk: Uuid) -> String {
    pk.simple().to_string()
}

impl Referable for User {
    /// By the name for people (recording `31-admin-users-write`, "events after deletion").
    fn reference(&self) -> Value {
        object_reference(("authentik_core", "user"), json!(self.pk), &self.name)
    }
}

impl Referable for Group {
    fn reference(&self) -> Value {
        object_reference(
            ("authentik_core", "group"),
            hexadecimal(self.pk),
            &self.name,
        )
    }
}

impl Referable for Token {
    /// A token has no name: its text is its identifier and when it ends.
    fn reference(&self) -> Value {
        let name = match self.expires.filter(|_| self.expiring) {
            Some(expires) => {
                let expires = expires.strftime("%Y-%m-%d %H:%M:%S%.6f+00:00");
                format!("{} (expires={expires})", self.identifier)
            }
            None => self.identifier.clone(),
        };
        object_reference(("authentik_core", "token"), hexadecimal(self.pk), &name)
    }
}

impl Referable for Application {
    fn reference(&self) -> Value {
        object_reference(
            ("authentik_core", "application"),
            hexadecimal(self.pk),
            &self.name,
        )
    }
}

impl Referable for Invitation {
    fn reference(&self) -> Value {
        let model = ("authentik_stages_invitation", "invitation");
        object_reference(model, hexadecimal(self.pk), &self.name)
    }
}

impl Referable for Flow {
    fn reference(&self) -> Value {
        object_reference(
            ("authentik_flows", "flow"),
            hexadecimal(self.pk),
            &self.name,
        )
    }
}

impl Referable for Provider {
    fn reference(&self) -> Value {
        object_reference(
            ("authentik_providers_oauth2", "oauth2provider"),
            self.pk,
            &self.name,
        )
    }
}

impl Referable for ScopeMapping {
    fn reference(&self) -> Value {
        let model = ("authentik_providers_oauth2", "scopemapping");
        object_reference(model, hexadecimal(self.pk), &self.name)
    }
}

impl Referable for CertificateKeyPair {
    fn reference(&self) -> Value {
        let model = ("authentik_crypto", "certificatekeypair");
        object_reference(model, hexadecimal(self.pk), &self.name)
    }
}

impl Referable for Stage {
    fn reference(&self) -> Value {
        let kind = stages::described(self.kind);
        let model = (kind.app, kind.model.to_lowercase());
        let model = (model.0, model.1.as_str());
        object_reference(model, hexadecimal(self.pk), &self.name)
    }
}

impl Referable for Prompt {
    /// A prompt's text is what it is for.
    fn reference(&self) -> Value {
        let name = format!(
            "Prompt field '{}' type {}",
            self.field_key,
            self.kind.as_str()
        );
        let model = ("authentik_stages_prompt", "prompt");
        object_reference(model, hexadecimal(self.pk), &name)
    }
}

impl Referable for FlowStageBinding {
    /// A binding has no name: its text is its place in the flow.
    fn reference(&self) -> Value {
        object_reference(
            ("authentik_flows", "flowstagebinding"),
            hexadecimal(self.pk),
            &format!("Flow-stage binding #{} to {}", self.order, self.target),
        )
    }
}

impl Referable for Brand {
    /// A brand has no name: its text says which it is.
    fn reference(&self) -> Value {
        let name = if self.default {
            "Default brand".to_owned()
        } else {
            format!("Brand {}", self.domain)
        };
        object_reference(
            ("authentik_brands", "brand"),
            hexadecimal(self.brand_uuid),
            &name,
        )
    }
}
