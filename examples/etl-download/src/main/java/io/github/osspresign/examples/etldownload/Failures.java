// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etldownload;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.examples.terminal.TransferView;
import io.github.osspresign.link.LinkJson;
import io.github.osspresign.link.PresignedLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Handler;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;

/**
 * A file with the links that have failed, each once, one JSON form a line: a manifest. Who can read it can use the links
 * in it.
 */
public final class Failures {

    private final Path file;
    private final TransferView view;
    private final Set<String> lines = new HashSet<>();
    private int failed;

    /** Continues the file of a run that was killed. */
    Failures(Path file, TransferView view) throws IOException {
        this.file = file;
        this.view = view;
        if (Files.exists(file)) {
            lines.addAll(Files.readAllLines(file));
        }
    }

    /** Takes down a link that has failed; a line of a manifest that is no link is only told of, for nobody can use it. */
    @Handler
    public synchronized void add(
            @Header(PresignConstants.LINK) @Nullable PresignedLink link,
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure)
            throws IOException {
        failed++;
        if (link == null) {
            view.note("   no link: " + failure.getMessage());
            return;
        }
        String line = LinkJson.write(link);
        if (lines.add(line)) {
            // One write for a line, so that a process that is killed leaves whole ones.
            Files.write(file, (line + "\n").getBytes(UTF_8), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    /** Returns the number of links of this run that have failed. */
    synchronized int failed() {
        return failed;
    }
}
