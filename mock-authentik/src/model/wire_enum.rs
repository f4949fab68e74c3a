//! Enums whose names on the wire are Authentik's.

/// Declares a field-less enum with its name on the wire for each variant, so that reading, writing
/// and listing the choices cannot disagree.
macro_rules! wire_enum {
    ($(#[$meta:meta])* $name:ident { $($(#[$note:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, Hash,
            serde::Serialize, serde::Deserialize, schemars::JsonSchema,
        )]
        pub(crate) enum $name {
            $($(#[$note])* #[serde(rename = $text)] $variant),+
        }

        impl $name {
            /// Every variant, in the order of Authentik's choices.
            #[allow(dead_code, reason = "not every enum is listed")]
            pub(crate) const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name on the wire.
            #[allow(dead_code, reason = "not every enum is asked for its names")]
            pub(crate) fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// The variant of that name.
            #[allow(dead_code, reason = "not every enum is read by name")]
            pub(crate) fn from_name(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

pub(crate) use wire_enum;
