// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.camel.builder.RouteBuilder;

/** Compares a download with the SHA-256 in a header of the message. */
final class OwnChecksum extends RouteBuilder {

    @Override
    public void configure() {
        // tag::sha256[]
        from("direct:download")
                .to("osspresigned:inbox")
                .process(exchange -> {
                    Path file = exchange.getMessage().getBody(File.class).toPath();
                    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
                    try (InputStream bytes = new DigestInputStream(Files.newInputStream(file), sha256)) {
                        bytes.transferTo(OutputStream.nullOutputStream());
                    }
                    String actual = HexFormat.of().formatHex(sha256.digest());
                    if (!actual.equalsIgnoreCase(exchange.getMessage().getHeader("sha256", String.class))) {
                        Files.delete(file);
                        throw new IOException("SHA-256 of the download is " + actual);
                    }
                })
                .to("direct:process");
        // end::sha256[]
    }
}
