// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Flags;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Mailbox of a real mail server, and routes that read it. */
public abstract class MailboxTestSupport extends OssPresignedTestSupport {

    public final GreenMail mail = new GreenMail(new ServerSetup[] {
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)
    });
    public GreenMailUser bob;

    public MailboxTestSupport() {
        withoutRouteBuilder();
    }

    @BeforeEach
    public void startMailServer() {
        mail.start();
        bob = mail.setUser("bob@example.com", "bob", "geheim");
    }

    @AfterEach
    public void stopMailServer() {
        context.stop();
        mail.stop();
    }

    public String consumer(String options) {
        return "osspresigned:" + inbox() + "?" + LOCAL + "&extract=text&linkSource=RAW(imap://127.0.0.1:"
                + mail.getImap().getPort() + "?username=bob&password=geheim&delay=100&initialDelay=0)" + options;
    }

    public boolean isSeen() throws Exception {
        MailFolder inbox = mail.getManagers().getImapHostManager().getInbox(bob);
        return inbox.getMessages().get(0).getFlags().contains(Flags.Flag.SEEN);
    }

    public static RouteBuilder route(String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).to("mock:out");
            }
        };
    }
}
