// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMailUtil;
import io.github.osspresign.camel.osspresigned.MailboxTestSupport;
import io.github.osspresign.oss.syntax.PercentCoding;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mail.MailConstants;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A mail in a real mailbox is marked as read when the route has processed its links, not before. */
@Execution(ExecutionMode.CONCURRENT)
class LinkSourceMailTest extends MailboxTestSupport {

    private void send(String html, String text) {
        template.sendBodyAndHeaders(
                "smtp://127.0.0.1:" + mail.getSmtp().getPort() + "?to=bob@example.com&from=alice@example.com",
                html,
                Map.of(
                        MailConstants.MAIL_SUBJECT,
                        "a file",
                        "Content-Type",
                        "text/html; charset=UTF-8",
                        MailConstants.MAIL_ALTERNATIVE_BODY,
                        text));
    }

    @Test
    void downloadsLinkOnceIfTheMailContainsItTwice() throws Exception {
        getMockEndpoint("mock:out").expectedBodiesReceived("content");
        getMockEndpoint("mock:out")
                .message(0)
                .header(MailConstants.MAIL_MESSAGE_ID)
                .isNotNull();
        context.addRoutes(route(consumer("")));
        context.start();
        String url = stored("k.txt", "content");

        send(
                "<p>See <a href=\"" + url.replace("&", "&amp;")
                        + "\">the file</a> and https://example.com/imprint.</p>",
                "See <" + url + "> and https://example.com/imprint.");

        MockEndpoint.assertIsSatisfied(context);
        await().untilAsserted(() -> assertThat(isSeen()).isTrue());
        assertThat(filesIn(inbox())).containsExactly("k.txt");
    }

    @Test
    void mailStaysUnreadUntilTheRouteSucceeds() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        java.util.List<Boolean> seen = new java.util.concurrent.CopyOnWriteArrayList<>();
        getMockEndpoint("mock:out").expectedMessageCount(1);
        start(routes -> routes.from(consumer(""))
                .process(exchange -> {
                    seen.add(isSeen());
                    if (attempts.incrementAndGet() < 3) {
                        throw new IllegalStateException("not yet");
                    }
                })
                .to("mock:out"));

        String url = stored("k.txt", "content");
        send("<a href=\"" + url.replace("&", "&amp;") + "\">file</a>", url);

        MockEndpoint.assertIsSatisfied(context);
        assertThat(seen).containsExactly(false, false, false);
        await().untilAsserted(() -> assertThat(isSeen()).isTrue());
    }

    @Test
    void mailWithoutLinkIsMarkedAsRead() throws Exception {
        getMockEndpoint("mock:out").expectedMessageCount(0);
        context.addRoutes(route(consumer("")));
        context.start();

        send("<p>Hello</p>", "Hello");

        await().untilAsserted(() -> assertThat(isSeen()).isTrue());
        MockEndpoint.assertIsSatisfied(context);
    }

    static Stream<Arguments> damages() {
        return Stream.of(
                damage("encoded by an unknown scanner", url -> "https://example.com/s?u=" + encoded(url)),
                damage("encoded twice", url -> encoded(encoded(url))),
                damage("cut before its host", url -> url.replace("://", ":\n//")),
                damage("without its beginning", url -> url.substring(url.indexOf('?'))),
                damage("without its end", url -> url.substring(0, url.indexOf("x-oss-signature="))),
                damage(
                        "in HTML that was escaped and cut",
                        url -> url.replace("://", ": //").replace("&", "&amp;")));
    }

    private static Arguments damage(String name, UnaryOperator<String> damage) {
        return Arguments.of(name, damage);
    }

    private static String encoded(String text) {
        return PercentCoding.PARAMETER.encode(text);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damages")
    void mailWithSignedUrlThatIsNoLinkStaysUnreadInTheMailbox(String name, UnaryOperator<String> damage)
            throws Exception {
        getMockEndpoint("mock:out").expectedMessageCount(0);
        CountDownLatch failures = new CountDownLatch(2);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(IllegalArgumentException.class).handled(false).process(exchange -> failures.countDown());
                from(consumer("&bridgeErrorHandler=true").replace("&delay=100", "&delay=100&delete=true"))
                        .to("mock:out");
            }
        });
        context.start();

        send("<p>See the text.</p>", "See " + damage.apply(stored("k.txt", "content")));

        assertThat(failures.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(isSeen()).isFalse();
        MockEndpoint.assertIsSatisfied(context);
    }

    /** Camel passes the text of a mail of one part as a String. */
    @ParameterizedTest
    @CsvSource({"text/plain, quoted-printable, =", "text/plain; format=flowed; DelSp=yes, 8bit, ' '"})
    void findsLinkWithLineBreaksInMailOfOnePart(String type, String encoding, String beforeBreak) throws Exception {
        stored("a", "A");
        String url = link("a", Map.of("x-z", "n".repeat(200)));
        context.addRoutes(route(consumer("")));
        context.start();

        bob.deliver(GreenMailUtil.newMimeMessage(String.join(
                "\r\n",
                "MIME-Version: 1.0",
                "Content-Type: " + type,
                "Content-Transfer-Encoding: " + encoding,
                "",
                (encoding.equals("8bit") ? url : url.replace("=", "=3D"))
                        .replaceAll("(.{60,65}[^=]{3})(?=.)", "$1" + beforeBreak + "\r\n"),
                "")));

        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(isSeen()).isTrue());
        assertThat(filesIn(inbox())).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void passesAttachmentsToTheRouteOfEachLink(int links) throws Exception {
        String text = stored("a", "A") + (links == 1 ? "" : "\r\n" + stored("b", "B"));
        context.addRoutes(route(consumer("")));
        context.start();

        bob.deliver(GreenMailUtil.newMimeMessage(String.join(
                "\r\n",
                "MIME-Version: 1.0",
                "Content-Type: multipart/mixed; boundary=x",
                "",
                "--x",
                "Content-Type: text/plain",
                "",
                text,
                "--x",
                "Content-Type: text/plain",
                "Content-Disposition: attachment; filename=more.txt",
                "",
                stored("hidden", "H"),
                "--x",
                "Content-Type: text/plain; name=notes.txt",
                "Content-Disposition: inline",
                "",
                stored("hidden", "H"),
                "--x--",
                "")));

        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(isSeen()).isTrue());
        assertThat(getMockEndpoint("mock:out").getExchanges())
                .hasSize(links)
                .allSatisfy(exchange -> assertThat(
                                exchange.getMessage(AttachmentMessage.class).getAttachmentNames())
                        .containsExactlyInAnyOrder("more.txt", "notes.txt"));
        assertThat(filesIn(inbox())).hasSize(links).doesNotContain("hidden");
    }

    @Test
    void passwordOfMailboxIsNotPrinted() {
        assertThat(context.getEndpoint(consumer("")).toString()).doesNotContain("geheim");
    }
}
