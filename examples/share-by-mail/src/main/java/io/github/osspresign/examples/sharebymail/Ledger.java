// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.sharebymail;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.examples.terminal.TransferView;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;

/** Tells the person at the terminal what happens, and whether the file that arrives equals the one that was sent. */
public final class Ledger {

    private final TransferView view;
    private final boolean showsLinks;
    private final Path copies;
    private final Map<String, Path> sent = new ConcurrentHashMap<>();
    private final CompletableFuture<Boolean> firstArrival = new CompletableFuture<>();

    /**
     * @param showsLinks whether to print links in full, for somebody who is there to try them
     * @param copies where to keep what was sent until it has arrived
     */
    Ledger(TransferView view, boolean showsLinks, Path copies) {
        this.view = view;
        this.showsLinks = showsLinks;
        this.copies = copies;
    }

    /** A file was found in the outbox. */
    public void found(@Body File file, @Header(Exchange.FILE_NAME) String name) throws IOException {
        Path copy = copies.resolve(String.valueOf(sent.size()));
        Files.copy(file.toPath(), copy);
        sent.put(name, copy);
        view.note("1. Found in the outbox: " + name + " (" + TransferView.bytes(file.length()) + ")");
    }

    /** It has a link now; this is the one place that may print it in full. */
    public void linked(
            @Header(PresignConstants.URL) String url,
            @Header(PresignConstants.URL_MASKED) String masked,
            @Header(PresignConstants.EXPIRES_AT) Object until) {
        view.note("2. Stored in the bucket and linked until " + until + ":");
        if (showsLinks) {
            view.note("   The full link, for your eyes only, because --keep-running lets you try it:");
            view.note("");
            view.note(url);
            view.note("");
        } else {
            view.note("   " + TransferView.shortLink(masked));
        }
    }

    /** The mail is about to be sent. Said before, because the receiver may have it at once. */
    public void mailing() {
        view.note("3. The link goes out by mail.");
    }

    /** A link came out of the mailbox and is a file again. */
    public void arrived(
            @Body File file,
            @Header(Exchange.FILE_NAME) String name,
            @Header("CamelOssPresignedVerified") String verified)
            throws IOException {
        Path original = sent.get(name);
        if (original == null) {
            view.note("   A link that was not sent from here has become " + file + ".");
            return;
        }
        boolean equal = Files.mismatch(original, file.toPath()) == -1;
        view.note("4. Taken out of the mail and downloaded, verified by " + verified + ":");
        view.note("   " + file);
        view.note(equal ? "5. The received file equals the sent one." : "5. The received file is NOT the sent one.");
        firstArrival.complete(equal);
    }

    /** Returns whether the first file that arrives equals the one sent. */
    CompletableFuture<Boolean> firstArrival() {
        return firstArrival;
    }
}
