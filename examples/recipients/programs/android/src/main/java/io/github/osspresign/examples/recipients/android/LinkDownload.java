// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.recipients.android;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Saves what a presigned link points to; needs nothing of Android but its Java. */
public final class LinkDownload {

    private static final Pattern EXPIRED =
            Pattern.compile("Request has expired|<EC>0002-00000(069|236)<|<Code>SecurityTokenExpired<");
    private static final Pattern CODE = Pattern.compile("<Code>([A-Za-z]+)<");
    private static final int MAX_ERROR = 65_536;

    /** Hears how far a download is. */
    public interface Progress {

        /** Some bytes more are there; announced is negative where the length is not known. */
        void received(long bytes, long announced);
    }

    private LinkDownload() {}

    // tag::download[]
    /** Blocks until the file is there; it gets its name only when it is complete. */
    public static void save(String link, File target, Progress progress) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) new URL(link).openConnection();
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout(10_000);
        connection.setReadTimeout(60_000);
        // By default Android requests a compressed response, which would have another length.
        connection.setRequestProperty("Accept-Encoding", "identity");
        File part = File.createTempFile(target.getName() + ".", ".part", target.getParentFile());
        try {
            int status = connection.getResponseCode();
            if (status != HttpURLConnection.HTTP_OK) {
                throw refusal(status, start(connection.getErrorStream()));
            }
            String length = connection.getHeaderField("Content-Length");
            long announced = length == null ? -1 : Long.parseLong(length);
            long received = copy(connection.getInputStream(), part, announced, progress);
            if (announced >= 0 && announced != received) {
                throw new DownloadRefusedException("expected " + announced + " bytes but received " + received);
            }
            if (!part.renameTo(target)) {
                throw new DownloadRefusedException("the file cannot get its name");
            }
        } finally {
            connection.disconnect();
            part.delete();
        }
    }

    private static long copy(InputStream body, File part, long announced, Progress progress) throws IOException {
        byte[] buffer = new byte[65_536];
        long received = 0;
        try (InputStream in = body;
                OutputStream out = new FileOutputStream(part)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                received += read;
                progress.received(received, announced);
            }
        }
        return received;
    }
    // end::download[]

    private static IOException refusal(int status, String body) {
        if (EXPIRED.matcher(body).find()) {
            return new LinkExpiredException();
        }
        Matcher code = CODE.matcher(body);
        return new DownloadRefusedException("status " + status + (code.find() ? " " + code.group(1) : ""));
    }

    private static String start(InputStream errorBody) throws IOException {
        ByteArrayOutputStream start = new ByteArrayOutputStream();
        if (errorBody != null) {
            byte[] buffer = new byte[8_192];
            try (InputStream in = errorBody) {
                for (int read = in.read(buffer); read >= 0 && start.size() < MAX_ERROR; read = in.read(buffer)) {
                    start.write(buffer, 0, read);
                }
            }
        }
        return start.toString("UTF-8");
    }
}
