// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.link;

import io.github.osspresign.camel.mail.LinkMail;
import io.github.osspresign.examples.portal.PortalProperties;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Mails the address of a share. The mail has no link to the bucket, so revoking the share ends it too. */
@Component
class MailRoute extends RouteBuilder {

    static final String URI = "direct:mail-share";

    private final PortalProperties properties;

    MailRoute(PortalProperties properties) {
        this.properties = properties;
    }

    @Override
    public void configure() {
        from(URI)
                .routeId("mail-share")
                .choice()
                .when(header("language").isEqualTo("zh"))
                .process(mail("zh", "${header.sender} 给您发送了一个文件"))
                .otherwise()
                .process(mail("en", "${header.sender} sends you a file"))
                .end()
                // They would become headers of the mail.
                .removeHeaders("language|sender|note")
                .to(properties.smtp() == null ? "direct:no-mail" : properties.smtp());

        from("direct:no-mail")
                .routeId("no-mail")
                .throwException(IllegalStateException.class, "portal.smtp: must be set to send mails");
    }

    private static LinkMail mail(String language, String heading) {
        LinkMail mail = new LinkMail();
        mail.setLanguage(language);
        mail.setHeading(heading);
        mail.setNote("${header.note}");
        return mail;
    }
}
