// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide;

import io.github.osspresign.camel.listener.SigningEvent;
import io.github.osspresign.camel.listener.SigningListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes a line for each link into a file of the day. */
public final class LinkRegister implements SigningListener {

    private final Path folder;

    public LinkRegister(Path folder) {
        this.folder = folder;
    }

    @Override
    public void signed(SigningEvent event) {
        Path file = folder.resolve(event.signedAt().toString().substring(0, 10) + ".txt");
        String line =
                event.fingerprint() + " " + event.exchangeId() + " " + event.routeId() + " " + event.maskedUrl() + "\n";
        try {
            Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
