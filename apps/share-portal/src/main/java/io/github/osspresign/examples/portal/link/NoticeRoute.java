// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.link;

import io.github.osspresign.examples.portal.PortalProperties;
import io.github.osspresign.examples.portal.page.PortalAddress;
import io.github.osspresign.examples.portal.share.Notices;
import io.github.osspresign.examples.portal.share.Notices.Notice;
import io.github.osspresign.examples.portal.share.Share;
import io.github.osspresign.link.PresignedLink;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Mails owners once a minute what has arrived for them and what ends soon. The links lead through the login. */
@Component
class NoticeRoute extends RouteBuilder {

    static final String URI = "direct:notices";

    private final Notices notices;
    private final ProducerTemplate camel;
    private final PortalAddress address;
    private final PortalProperties properties;
    private final MessageSource texts;

    NoticeRoute(
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
        onException(Exception.class)
                .handled(true)
                .log(LoggingLevel.WARN, "an owner is not told yet: ${exception.message}");

        from("timer:notices?period=1m").routeId("notices-timer").to(URI);

        from(URI)
                .routeId("notices")
                .setBody(exchange -> notices.due())
                .split(body())
                .process(exchange -> {
                    @SuppressWarnings("unchecked") // Element of the body.
                    List<Notice> due = exchange.getMessage().getBody(List.class);
                    notices.tell(due, this::mail);
                });
    }

    /** An owner whose address is not known is not told, not even later. */
    private void mail(List<Notice> files) {
        Notice first = files.get(0);
        String to = properties.mailAddress(first.share().owner());
        if (to == null || properties.smtp() == null) {
            return;
        }
        String kind = first.isArrival() ? "mail.arrived" : "mail.ending";
        String titles = files.stream()
                .flatMap(file -> Stream.ofNullable(file.share().received()))
                .map(Share.Received::title)
                .distinct()
                .collect(Collectors.joining("\n"));
        Exchange sent = camel.request(MailRoute.LINKS, exchange -> {
            Message mail = exchange.getMessage();
            mail.setBody(files.stream().map(file -> link(file.share())).toList());
            mail.setHeader("To", to);
            mail.setHeader("language", first.language());
            mail.setHeader("heading", text(kind, first, files.size()));
            mail.setHeader("note", text(kind + ".note", first, titles));
            mail.setHeader("footer", text("mail.signIn", first));
        });
        if (sent.getException() != null) {
            throw new RouteFailedException(sent.getException());
        }
    }

    private PresignedLink link(Share file) {
        return PresignedLink.builder(address + "/?fetch=" + file.id())
                .key(file.name())
                .size(file.size())
                .expiresAt(file.expiresAt())
                .build();
    }

    private String text(String key, Notice file, Object... values) {
        return texts.getMessage(key, values, Locale.forLanguageTag(file.language()));
    }
}
