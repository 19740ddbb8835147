// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.watchandnotify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A node refuses settings that are missing or not valid, and shows no passwords. */
class NodeSettingsTest {

    private static final Map<String, String> VALID = Map.of(
            "OSS_BUCKET", "b",
            "OSS_REGION", "cn-hangzhou",
            "JDBC_URL", "jdbc:postgresql://db.example.com/outbox",
            "PGPASSWORD", "hidden1",
            "MAIL_SMTP_URI", "smtps://mail.example.com?password=hidden2",
            "WEBHOOK_URL", "https://hooks.example.com/a?token=hidden3",
            "WEBHOOK_KEY", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    private final Map<String, String> environment = new HashMap<>(VALID);

    /** Returns valid settings, with others than the defaults. */
    static NodeSettings settings(Map<String, String> others) {
        Map<String, String> environment = new HashMap<>(VALID);
        environment.putAll(others);
        return NodeSettings.of(environment);
    }

    @Test
    void missingVariablesAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NodeSettings.of(Map.of("OSS_BUCKET", "b", "OSS_REGION", "r", "JDBC_URL", "j")))
                .withMessage("environment: set MAIL_SMTP_URI, WEBHOOK_URL, WEBHOOK_KEY");
    }

    @ParameterizedTest
    @CsvSource({
        "WEBHOOK_URL, http://hooks.example.com/a, begin with https://",
        "WEBHOOK_URL, http://127.0.0.1.example.com/a, begin with https://",
        "WEBHOOK_URL, ftp://127.0.0.1/a, begin with https://",
        "WEBHOOK_URL, https://hooks.example.com/a b?token=hidden4, ''",
        "WEBHOOK_URL, https:///a?token=hidden4, ''",
        "WEBHOOK_URL, https://user:hidden4@hooks.example.com/a, ''",
        "WEBHOOK_URL, https://hooks.example.com/a#hidden4, ''",
        "WEBHOOK_URL, https://hooks.example.com/报告?token=hidden4, ''",
        "WEBHOOK_KEY, secret, be whsec_ followed by base64",
        "WATCH_DELAY, 10, be a number and ms",
        "LINK_LIFETIME, three days, be a number and ms",
        "QUIET_HOURS, night, be two times and a time zone",
        "LEADER, file:, 'be database, kubernetes, or file: and a folder, was ''file:'''",
        "MAIL_LANGUAGE, de, 'be en or zh, was ''de'''",
        "JDBC_URL, jdbc:mysql://db.example.com/outbox?password=hidden4, ''",
        "JDBC_URL, postgresql://user:hidden4@db.example.com/outbox, ''",
        "JDBC_URL, jdbc:postgresql://user:hidden4@db.example.com/outbox, ''",
        "JDBC_URL, jdbc:postgresql://db.example.com:port/outbox?password=hidden4, ''",
    })
    void invalidValueIsRefusedWithoutShowingPasswords(String name, String value, String reason) {
        environment.put(name, value);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> NodeSettings.of(environment))
                .withMessageStartingWith(name + ": must " + reason)
                .withMessageNotContaining("hidden");
    }

    @Test
    void passwordOfTheDatabaseMayBeInItsUrl() {
        environment.put("JDBC_URL", "jdbc:postgresql://db.example.com:5432/outbox?user=u&password=a@b");

        assertThat(NodeSettings.of(environment).get("JDBC_URL")).endsWith("a@b");
    }

    @Test
    void textHasNoPassword() {
        assertThat(NodeSettings.of(environment)).asString().doesNotContain("hidden", "whsec");
    }
}
