// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.link;

import io.github.osspresign.camel.mail.LinkMail;
import io.github.osspresign.examples.portal.PortalProperties;
import io.github.osspresign.examples.portal.page.PortalAddress;
import io.github.osspresign.examples.portal.share.Notices;
import io.github.osspresign.examples.portal.share.Notices.Notice;
import io.github.osspresign.examples.portal.share.Share;
import io.github.osspresign.link.PresignedLink;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.LoggingLevel;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Writes mails and sends them: to recipients at once, and once a minute to owners, for whom something has arrived or ends soon. A
 * mail has no link to the bucket, so revoking a share ends it too.
 */
@Component
public class Mails extends RouteBuilder {

    private static final String MAIL = "direct:mail";

    private final Notices notices;
    private final ProducerTemplate camel;
    private final PortalAddress address;
    private final PortalProperties properties;
    private final MessageSource texts;

    Mails(
            Notices notices,
            ProducerTemplate camel,
            PortalAddress address,
            PortalProperties properties,
            MessageSource texts) {
        this.notices = notices;
        this.camel = camel;
        this.address = address;
        this.properties = properties;
        this.texts = texts;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());

        from("timer:notices?period=1m").routeId("notices-timer").to("direct:notices");

        from("direct:notices")
                .routeId("notices")
                .setBody(exchange -> notices.due())
                .split(body())
                .doTry()
                // An owner whom no mail reaches does not keep the others waiting.
                .process(exchange -> notices.tell(exchange.getMessage().getBody(Notice.class), this::tell))
                .doCatch(Exception.class)
                .log(LoggingLevel.WARN, "an owner is not told yet: ${exception.message}")
                .end();

        from(MAIL)
                .routeId("mail")
                .process(exchange ->
                        mail(exchange.getProperty("language", String.class)).process(exchange))
                .to(properties.smtp() == null ? "direct:no-mail" : properties.smtp());

        from("direct:no-mail")
                .routeId("no-mail")
                .throwException(IllegalStateException.class, "portal.smtp: must be set to send mails");
    }

    private static LinkMail mail(String language) {
        LinkMail mail = new LinkMail();
        mail.setLanguage(language);
        mail.setHeading("${exchangeProperty.heading}");
        mail.setNote("${exchangeProperty.note}");
        mail.setFooter("${exchangeProperty.footer}");
        return mail;
    }

    /**
     * Mails the address of the page of a share. The password is not in the mail: who reads the mail has the link.
     *
     * @param to address of the recipient
     * @param language {@code en} or {@code zh}
     */
    public void offer(Share share, String to, String language) {
        Map<String, Object> words = Map.of(
                "language", language,
                "heading", text("mail.share", language, share.owner()),
                "note", share.note(),
                "footer", text(share.hasPassword() ? "mail.protected" : "mail.open", language));
        try {
            send(to, properties.mailAddress(share.owner()), List.of(link(share, "/s/")), words);
        } catch (RouteFailedException e) {
            throw new MailFailedException(e);
        }
    }

    /** An owner whose address is not known is not told, not even later. The links lead through the login. */
    private void tell(Notice due, List<Share> files) {
        String to = properties.mailAddress(due.owner());
        if (to == null || properties.smtp() == null) {
            return;
        }
        String kind = due.isArrival() ? "mail.arrived" : "mail.ending";
        String titles = files.stream()
                .flatMap(file -> Stream.ofNullable(file.requestTitle()))
                .distinct()
                .collect(Collectors.joining("\n"));
        Map<String, Object> words = Map.of(
                "language", due.language(),
                "heading", text(kind, due.language(), files.size()),
                "note", text(kind + ".note", due.language(), titles),
                "footer", text("mail.signIn", due.language()));
        send(to, null, files.stream().map(file -> link(file, "/?fetch=")).toList(), words);
    }

    private void send(String to, @Nullable String replyTo, List<PresignedLink> links, Map<String, Object> words) {
        RouteFailedException.result(camel.send(MAIL, exchange -> {
            // As headers, they would become those of the mail.
            words.forEach(exchange::setProperty);
            exchange.getMessage().setHeader("To", to);
            exchange.getMessage().setHeader("Reply-To", replyTo);
            exchange.getMessage().setBody(links);
        }));
    }

    private PresignedLink link(Share share, String path) {
        return PresignedLink.builder(address + path + share.id())
                .key(share.name())
                .size(share.size())
                .expiresAt(share.expiresAt())
                .build();
    }

    private String text(String key, String language, Object... values) {
        return texts.getMessage(key, values, Locale.forLanguageTag(language));
    }
}
