// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.github.osspresign.camel.osspresigned.OssPresignedComponent;
import io.github.osspresign.camel.presign.PresignComponent;
import io.github.osspresign.devserver.OssDevServer;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.StringReader;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sends a mail with the code and the property that README.md shows. The test is in this module because its tests run with
 * every supported version of Camel, and versions treat the subject differently.
 */
class ReadMeMailTest {

    private static final Path README = Path.of("..", "README.md");

    @TempDir
    Path directory;

    /** Returns the code block of a snippet. */
    private static String snippet(String source) throws Exception {
        Matcher matcher = Pattern.compile(
                        "<!-- snippet: \\S*" + Pattern.quote(source) + " -->\n```\\w+\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(README));
        assertThat(matcher.find()).as(source).isTrue();
        return matcher.group(1);
    }

    /** Compiles a route in the way of a reader who pastes it into a class. */
    private RoutesBuilder compiled(String route) throws Exception {
        Path source = directory.resolve("Pasted.java");
        Files.writeString(
                source,
                "import io.github.osspresign.camel.mail.LinkMail;\n"
                        + "public class Pasted extends org.apache.camel.builder.RouteBuilder {\n"
                        + "public void configure() {\n" + route + "}}\n");
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-cp", System.getProperty("java.class.path"), source.toString());
        assertThat(status).isZero();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()})) {
            return (RoutesBuilder)
                    loader.loadClass("Pasted").getDeclaredConstructor().newInstance();
        }
    }

    @Test
    @Timeout(60)
    void mailHasTheSubjectOfTheProperty() throws Exception {
        Properties properties = new Properties();
        properties.load(new StringReader(snippet("mailbox.properties#outgoing")));
        GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        Files.writeString(Files.createDirectory(directory.resolve("outbox")).resolve("报告.pdf"), "content");
        try (OssDevServer server = OssDevServer.builder().bucket("my-bucket").start();
                DefaultCamelContext context = new DefaultCamelContext()) {
            PresignComponent presign = context.getComponent("presign", PresignComponent.class);
            presign.setLocalDevelopment(true);
            presign.getConfiguration().setEndpoint(server.endpoint().toString());
            presign.getConfiguration().setAccessKey(server.accessKeyId());
            presign.getConfiguration().setSecretKey(server.accessKeySecret());
            context.getComponent("osspresigned", OssPresignedComponent.class).setLocalDevelopment(true);
            String outgoing = properties
                    .getProperty("outgoing")
                    .replace(
                            "smtps://mail.example.com",
                            "smtp://127.0.0.1:" + mail.getSmtp().getPort())
                    .replace("{{env:MAIL_PASSWORD}}", "a&b+c%d");
            mail.setUser("alice", "a&b+c%d");
            context.getPropertiesComponent().addInitialProperty("outgoing", outgoing);
            context.addRoutes(compiled(
                    snippet("ReadMeRoutes.java#share").replace("file:outbox", "file:" + directory.resolve("outbox"))));
            context.start();

            assertThat(mail.waitForIncomingEmail(30_000, 1)).isTrue();
            MimeMessage sent = mail.getReceivedMessages()[0];
            assertThat(sent.getSubject()).isEqualTo("A file for you");
            MimeMultipart forms = (MimeMultipart) sent.getContent();
            assertThat((String) forms.getBodyPart(0).getContent())
                    .contains("报告.pdf\r\n7 bytes\r\n<http://", "The link works until ");
            assertThat((String) forms.getBodyPart(1).getContent()).contains(">Download</a>");
        } finally {
            mail.stop();
        }
    }
}
