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
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.LoggingLevel;
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
                .map(file -> file.share().received())
                .flatMap(Stream::ofNullable)
                .map(Share.Received::title)
                .distinct()
                .collect(Collectors.joining("\n"));
        camel.requestBodyAndHeaders(
                MailRoute.LINKS,
                files.stream().map(Notice::share).map(this::link).toList(),
                Map.of(
                        "To",
                        to,
                        "language",
                        first.language(),
                        "heading",
                        text(kind, first, files.size()),
                        "note",
                        text(kind + ".note", first, titles),
                        "footer",
                        text("mail.signIn", first)));
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
