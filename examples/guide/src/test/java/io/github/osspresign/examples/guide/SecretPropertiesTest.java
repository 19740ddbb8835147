// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.test.PrintedText;
import java.io.InputStream;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Output of camel-main about the properties that the pages show, with Camel's default log level. */
@Timeout(120)
class SecretPropertiesTest {

    private static final String LINK = "https://examplebucket.oss-cn-hangzhou.aliyuncs.com/k"
            + "?OSSAccessKeyId=ak&Expires=1&Signature=c2VjcmV0LW9mLXRoZS1ndWlkZQ%3D%3D";

    /** Uses the property at the start of the route. */
    private static final class WithLink extends RouteBuilder {
        @Override
        public void configure() {
            from("direct:link").setBody(constant("{{report.token}}")).to("osspresigned:inbox");
        }
    }

    private static String logged(Map<?, ?> properties, RouteBuilder routes) throws Exception {
        Main camel = new Main();
        try (PrintedText printed = PrintedText.ofStandardError()) {
            properties.forEach((name, value) -> camel.addInitialProperty((String) name, (String) value));
            camel.configure().addRoutesBuilder(routes);
            camel.start();
            return printed.toString();
        } finally {
            camel.stop();
        }
    }

    @Test
    void aLinkUnderANameThatCamelKnowsIsMasked() throws Exception {
        assertThat(logged(Map.of("report.token", LINK), new WithLink()))
                .contains("report.token = xxxxxx")
                .doesNotContain("c2VjcmV0");
    }

    @Test
    void aLinkUnderAnotherNameIsPrinted() throws Exception {
        assertThat(logged(Map.of("report.token", "{{report.link}}", "report.link", LINK), new WithLink()))
                .contains("c2VjcmV0");
    }

    @Test
    void thePasswordOfTheMailboxIsNotPrinted() throws Exception {
        Properties properties = new Properties();
        try (InputStream file = SecretPropertiesTest.class.getResourceAsStream("/guide/mailbox.properties")) {
            properties.load(file);
        }

        assertThat(logged(properties, new MailRoutes.Receive()))
                .contains("mailbox = imaps://mail.example.com")
                .doesNotContain(System.getenv("MAIL_PASSWORD"));
    }
}
