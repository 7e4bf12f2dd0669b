package io.leveret.management.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.management.ApiClient;
import io.leveret.management.TestServer;
import org.junit.jupiter.api.Test;

class FeatureRoutesTest {
    @Test
    void whatThereIsNoneOfIsAnEmptyList() {
        try (TestServer server = new TestServer()) {
            server.broker().addUser("manager", "management");
            ApiClient manager = server.as("manager", "manager");
            for (String path : new String[] {
                "feature-flags",
                "deprecated-features",
                "deprecated-features/used",
                "federation-links",
                "federation-links/%2F",
                "shovels",
                "shovels/%2F"
            }) {
                assertThat(server.guest().get("/api/" + path).json().toString())
                        .as(path)
                        .isEqualTo("[]");
                assertThat(manager.get("/api/" + path).status()).as(path).isEqualTo(401);
            }
            assertThat(manager.get("/api/extensions").json().toString()).isEqualTo("[]");
            assertThat(server.guest().get("/api/shovels/nowhere").status()).isEqualTo(404);
        }
    }
}
