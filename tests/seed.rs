//! The mock's example of a seed and the harness's provisioning follow the same guide: on a mock that is
//! seeded so, provisioning finds everything as it should be.

use std::path::Path;

use ambient::Entropy;
use harness::Trust;
use harness::provision::{AuthentikApi, Change, Guide, Person, provision};
use mock_authentik::{MockAuthentik, Seed};

#[tokio::test]
async fn provisioning_changes_nothing_of_the_guides_seed() {
    let file =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../mock-authentik/examples/guide.seed.yaml");
    let seed = Seed::read(&file).unwrap();
    let authentik = MockAuthentik::builder().seed(seed).start().await.unwrap();
    let url = authentik.url().parse().unwrap();
    let api = AuthentikApi::new(url, "akadmin-token".into(), &Trust::default()).unwrap();
    let alice = Person {
        name: Some("Alice Example".into()),
        groups: vec!["openzro-users".into()],
        ..Person::default()
    };
    let mut guide = Guide::for_domain("zro.example.com");
    guide.users.insert("alice".into(), alice);
    guide.users.insert("bob".into(), Person::default());
    let provisioned = provision(&guide, &api, &Entropy::seeded(1)).await.unwrap();
    for step in &provisioned.steps {
        assert_eq!(step.change, Change::Unchanged, "{}", step.item);
    }
    assert_eq!(provisioned.client_id, "openzro");
    assert_eq!(provisioned.app_password.reveal(), "openzro-app-password");
}
