package io.github.osspresign.camel.osspresigned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.imap.ImapHostManager;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mail.MailConstants;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;

/** A mail in a real mailbox is marked as read when the route has processed its links, not before. */
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
        RouteBuilder.addRoutes(
                context,
                routes -> routes.from(consumer(""))
                        .process(exchange -> {
                            seen.add(isSeen());
                            if (attempts.incrementAndGet() < 3) {
                                throw new IllegalStateException("not yet");
                            }
                        })
                        .to("mock:out"));
        context.start();

        String url = stored("k.txt", "content");
        send("<a href=\"" + url.replace("&", "&amp;") + "\">file</a>", url);

        MockEndpoint.assertIsSatisfied(context);
        assertThat(seen).containsExactly(false, false, false);
        await().untilAsserted(() -> assertThat(isSeen()).isTrue());
    }

    @Test
    void mailWithFailedDownloadStaysUnreadAndIsMovedAfterSuccess() throws Exception {
        getMockEndpoint("mock:out").expectedMessageCount(1);
        context.addRoutes(route(consumer("").replace("&delay=100", "&delay=100&moveTo=done")));
        context.start();
        String url = link("late");

        send("<a href=\"" + url.replace("&", "&amp;") + "\">file</a>", url);
        await().until(() -> server.requests().size() >= 2);
        assertThat(isSeen()).isFalse();
        stored("late", "it is here now");

        MockEndpoint.assertIsSatisfied(context);
        ImapHostManager folders = mail.getManagers().getImapHostManager();
        await().until(() -> folders.getInbox(bob).getMessageCount() == 0);
        assertThat(folders.getFolder(bob, "done").getMessageCount()).isEqualTo(1);
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

    @Test
    void passwordOfMailboxIsNotPrinted() {
        assertThat(context.getEndpoint(consumer("")).toString()).doesNotContain("geheim");
    }
}
