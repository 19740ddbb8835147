import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Saves what a presigned link points to: {@code java Download.java FILE < link.txt}. Exit code 0: saved, 1: failed, 2:
 * called the wrong way, 3: the link has expired.
 */
public final class Download {

    private static final Pattern EXPIRED =
            Pattern.compile("Request has expired|<EC>0002-00000(069|236)<|<Code>SecurityTokenExpired<");
    private static final Pattern CODE = Pattern.compile("<Code>([A-Za-z]+)<");

    private Download() {}

    // tag::download[]
    static long download(String link, Path target) throws IOException, InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
        HttpRequest request = HttpRequest.newBuilder(URI.create(link))
                .header("Accept-Encoding", "identity")
                .timeout(Duration.ofSeconds(60))
                .build();
        HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            if (response.statusCode() != 200) {
                throw refusal(response.statusCode(), new String(body.readNBytes(65_536), ISO_8859_1));
            }
            Path folder = target.toAbsolutePath().getParent();
            Path part = Files.createTempFile(folder, target.getFileName() + ".", ".part");
            try {
                long received = Files.copy(body, part, StandardCopyOption.REPLACE_EXISTING);
                OptionalLong announced = response.headers().firstValueAsLong("Content-Length");
                if (announced.isPresent() && announced.getAsLong() != received) {
                    throw new Refusal("expected " + announced.getAsLong() + " bytes but received " + received);
                }
                Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
                return received;
            } finally {
                Files.deleteIfExists(part);
            }
        }
    }

    private static IOException refusal(int status, String body) {
        if (EXPIRED.matcher(body).find()) {
            return new LinkExpired();
        }
        Matcher code = CODE.matcher(body);
        return new Refusal("status " + status + (code.find() ? " " + code.group(1) : ""));
    }
    // end::download[]

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 1) {
            System.err.println("usage: java Download.java FILE, with the link on standard input");
            System.exit(2);
        }
        String link = new BufferedReader(new InputStreamReader(System.in, UTF_8)).readLine();
        try {
            System.out.println("Saved " + download(link.strip(), Path.of(arguments[0])) + " bytes.");
        } catch (LinkExpired e) {
            System.err.println("The link has expired. Ask its sender for a new one.");
            System.exit(3);
        } catch (Refusal e) {
            System.err.println("The download failed: " + e.getMessage() + ".");
            System.exit(1);
        } catch (IOException | RuntimeException e) {
            // The texts of these may hold the link.
            System.err.println("The download failed: " + e.getClass().getSimpleName() + ".");
            System.exit(1);
        }
    }

    /** The link has expired. */
    private static final class LinkExpired extends IOException {}

    /** The download did not succeed, for a reason whose text holds no link. */
    private static final class Refusal extends IOException {

        Refusal(String reason) {
            super(reason);
        }
    }
}
