// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
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

    private static String logged(Properties properties, RouteBuilder routes) throws Exception {
        PrintStream standardError = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, UTF_8));
        Main camel = new Main();
        try {
            camel.setInitialProperties(properties);
            camel.configure().addRoutesBuilder(routes);
            camel.start();
        } finally {
            camel.stop();
            System.setErr(standardError);
        }
        return printed.toString(UTF_8);
    }

    @Test
    void aLinkUnderANameThatCamelKnowsIsMasked() throws Exception {
        Properties properties = new Properties();
        properties.setProperty("report.token", LINK);

        assertThat(logged(properties, new WithLink()))
                .contains("report.token = xxxxxx")
                .doesNotContain("c2VjcmV0");
    }

    @Test
    void aLinkUnderAnotherNameIsPrinted() throws Exception {
        Properties properties = new Properties();
        properties.setProperty("report.token", "{{report.link}}");
        properties.setProperty("report.link", LINK);

        assertThat(logged(properties, new WithLink())).contains("c2VjcmV0");
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
