// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.link;

import io.github.osspresign.camel.mail.LinkMail;
import io.github.osspresign.examples.portal.PortalProperties;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Writes mails and sends them. A mail has no link to the bucket, so revoking a share ends it too. */
@Component
class MailRoute extends RouteBuilder {

    /** Mails links with the headers {@code language}, {@code heading}, {@code note} and {@code footer}. */
    static final String LINKS = "direct:mail-links";

    static final String SHARE = "direct:mail-share";

    private final PortalProperties properties;
    private final MessageSource texts;

    MailRoute(PortalProperties properties, MessageSource texts) {
        this.properties = properties;
        this.texts = texts;
    }

    @Override
    public void configure() {
        from(SHARE).routeId("mail-share").process(this::offer).to(LINKS);

        from(LINKS)
                .routeId("mail-links")
                .choice()
                .when(header("language").isEqualTo("zh"))
                .process(mail("zh"))
                .otherwise()
                .process(mail("en"))
                .end()
                // They would become headers of the mail.
                .removeHeaders("language|heading|note|footer|sender|protected")
                .to(properties.smtp() == null ? "direct:no-mail" : properties.smtp());

        from("direct:no-mail")
                .routeId("no-mail")
                .throwException(IllegalStateException.class, "portal.smtp: must be set to send mails");
    }

    /** The password is not in the mail: who reads the mail has the link. */
    private void offer(Exchange exchange) {
        Message mail = exchange.getMessage();
        Locale language = Locale.forLanguageTag(mail.getHeader("language", String.class));
        String sender = mail.getHeader("sender", String.class);
        boolean needsPassword = mail.getHeader("protected", Boolean.class);
        mail.setHeader("heading", texts.getMessage("mail.share", new Object[] {sender}, language));
        mail.setHeader("footer", texts.getMessage(needsPassword ? "mail.protected" : "mail.open", null, language));
        String replyTo = properties.mailAddress(sender);
        if (replyTo != null) {
            mail.setHeader("Reply-To", replyTo);
        }
    }

    private static LinkMail mail(String language) {
        LinkMail mail = new LinkMail();
        mail.setLanguage(language);
        mail.setHeading("${header.heading}");
        mail.setNote("${header.note}");
        mail.setFooter("${header.footer}");
        return mail;
    }
}
