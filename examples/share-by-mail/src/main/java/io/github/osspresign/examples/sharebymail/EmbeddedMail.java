// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.sharebymail;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

/** A mail server in this process, with one mailbox. */
final class EmbeddedMail implements AutoCloseable {

    private static final String ADDRESS = "bob@example.com";
    private static final String PASSWORD = "embedded";

    private final GreenMail server = new GreenMail(new ServerSetup[] {
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)
    });

    EmbeddedMail() {
        server.start();
        server.setUser(ADDRESS, ADDRESS, PASSWORD);
    }

    String smtp() {
        return "smtp://127.0.0.1:" + server.getSmtp().getPort() + "?from=alice@example.com&to=" + ADDRESS;
    }

    String imap() {
        return "imap://127.0.0.1:" + server.getImap().getPort() + "?delete=true&delay=300&username=" + ADDRESS
                + "&password=" + PASSWORD;
    }

    @Override
    public void close() {
        server.stop();
    }
}
