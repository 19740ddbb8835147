import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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

    static long download(String link, Path target) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) URI.create(link).toURL().openConnection();
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout(10_000);
        connection.setReadTimeout(60_000);
        connection.setRequestProperty("Accept-Encoding", "identity");
        try {
            int status = connection.getResponseCode();
            if (status != 200) {
                throw refusal(status, start(connection.getErrorStream()));
            }
            Path folder = target.toAbsolutePath().getParent();
            Path part = Files.createTempFile(folder, target.getFileName() + ".", ".part");
            try (InputStream body = connection.getInputStream()) {
                long received = Files.copy(body, part, StandardCopyOption.REPLACE_EXISTING);
                long announced = connection.getContentLengthLong();
                if (announced >= 0 && announced != received) {
                    throw new Refusal("expected " + announced + " bytes but received " + received);
                }
                Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
                return received;
            } finally {
                Files.deleteIfExists(part);
            }
        } finally {
            connection.disconnect();
        }
    }

    private static String start(InputStream errorBody) throws IOException {
        if (errorBody == null) {
            return "";
        }
        try (errorBody) {
            return new String(errorBody.readNBytes(65_536), ISO_8859_1);
        }
    }

    private static IOException refusal(int status, String body) {
        if (EXPIRED.matcher(body).find()) {
            return new LinkExpired();
        }
        Matcher code = CODE.matcher(body);
        return new Refusal("status " + status + (code.find() ? " " + code.group(1) : ""));
    }

    public static void main(String[] arguments) throws IOException {
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
