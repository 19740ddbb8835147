package io.github.osspresign.examples.sharebymail;

import io.github.osspresign.camel.PresignConstants;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;

/** Tells the person at the terminal what happens, and whether what arrives is what was sent. */
public final class Ledger {

    private final PrintStream out;
    private final Path copies;
    private final Map<String, Path> sent = new ConcurrentHashMap<>();
    private final CompletableFuture<Boolean> firstArrival = new CompletableFuture<>();

    /** @param copies where to keep what was sent until it has arrived */
    Ledger(PrintStream out, Path copies) {
        this.out = out;
        this.copies = copies;
    }

    /** A file was found in the outbox. */
    public void found(@Body File file, @Header(Exchange.FILE_NAME) String name) throws IOException {
        Path copy = copies.resolve(String.valueOf(sent.size()));
        Files.copy(file.toPath(), copy);
        sent.put(name, copy);
        out.println("1. Found in the outbox: " + name + " (" + readable(file.length()) + ")");
    }

    /** It has a link now; this is the one place that prints it in full. */
    public void linked(@Header(PresignConstants.URL) String url, @Header(PresignConstants.EXPIRES_AT) Object until) {
        out.println("2. Stored in the bucket and linked until " + until + ". The link, for your eyes only:");
        out.println();
        out.println(url);
        out.println();
    }

    /** The mail is about to be sent. Said before, because the receiver may have it at once. */
    public void mailing() {
        out.println("3. The link goes out by mail.");
    }

    /** A link came out of the mailbox and is a file again. */
    public void arrived(
            @Body File file,
            @Header(Exchange.FILE_NAME) String name,
            @Header("CamelOssPresignedVerified") String verified)
            throws IOException {
        Path original = sent.get(name);
        if (original == null) {
            out.println("   A link that was not sent from here has become " + file + ".");
            return;
        }
        boolean equal = Files.mismatch(original, file.toPath()) == -1;
        out.println("4. Taken out of the mail and downloaded: " + file + ", checked by " + verified + ".");
        out.println(equal ? "5. The received file equals the sent one." : "5. The received file is NOT the sent one.");
        firstArrival.complete(equal);
    }

    /** Whether the first file that arrives equals the one sent. */
    CompletableFuture<Boolean> firstArrival() {
        return firstArrival;
    }

    static String readable(long bytes) {
        return bytes < 1_000_000 ? bytes + " bytes" : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
