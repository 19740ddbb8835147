// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.sharebymail;

import io.github.osspresign.camel.mail.LinkMail;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the example from the command line and the environment.
 *
 * @param file the file to share; a sample where there is none
 * @param yaml whether the routes come from the YAML file instead of the Java class
 * @param expiration how long the link works, a Camel duration
 * @param language the language of the mail, {@code en} or {@code zh}
 * @param keepRunning whether the services stay up after the first file has arrived
 * @param bucket a real bucket, {@code null} for the embedded server
 * @param region the region of the real bucket
 * @param smtp the Camel URI of a real mail server to send by, {@code null} for the embedded one
 * @param imap the Camel URI of a real mailbox to receive from
 */
record Settings(
        @Nullable Path file,
        boolean yaml,
        String expiration,
        String language,
        boolean keepRunning,
        @Nullable String bucket,
        @Nullable String region,
        @Nullable String smtp,
        @Nullable String imap) {

    private static final String EXPIRATION = "--expiration=";
    private static final String LANGUAGE = "--language=";

    static final String USAGE = """
            Usage: share-by-mail [--yaml] [--expiration=DURATION] [--language=en|zh] [--keep-running] [FILE]
              FILE                    the file to share (default: a small sample)
              --yaml                  take the routes from YAML instead of Java
              --expiration=DURATION   how long the link works (default: 1h)
              --language=en|zh        the language of the mail (default: en)
              --keep-running          leave the services up, so that the link can be tried

            With OSS_BUCKET, OSS_REGION, OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET set, the real service is used,
            with MAIL_SMTP_URI and MAIL_IMAP_URI (Camel endpoint URIs) set, a real mail server.
            """;

    /** @throws IllegalArgumentException if an argument is unknown or invalid, or a real service is only half described */
    static Settings of(List<String> arguments, Map<String, String> environment) {
        Path file = null;
        boolean yaml = false;
        boolean keepRunning = false;
        String expiration = "1h";
        String language = "en";
        for (String argument : arguments) {
            if (argument.equals("--yaml")) {
                yaml = true;
            } else if (argument.equals("--keep-running")) {
                keepRunning = true;
            } else if (argument.startsWith(EXPIRATION)) {
                expiration = duration(argument.substring(EXPIRATION.length()));
            } else if (argument.startsWith(LANGUAGE)) {
                language = argument.substring(LANGUAGE.length());
                new LinkMail().setLanguage(language);
            } else {
                file = file(argument, file);
            }
        }
        if (environment.containsKey("OSS_BUCKET")) {
            requireAllOrNone(environment, "OSS_ACCESS_KEY_ID", "OSS_ACCESS_KEY_SECRET", "OSS_REGION", "OSS_BUCKET");
        }
        requireAllOrNone(environment, "MAIL_SMTP_URI", "MAIL_IMAP_URI");
        return new Settings(
                file,
                yaml,
                expiration,
                language,
                keepRunning,
                environment.get("OSS_BUCKET"),
                environment.get("OSS_REGION"),
                environment.get("MAIL_SMTP_URI"),
                environment.get("MAIL_IMAP_URI"));
    }

    private static String duration(String text) {
        if (!text.matches("[0-9]+(s|m|h|d)")) {
            throw new IllegalArgumentException(
                    "--expiration: must be a duration with a unit, such as 30m or 1h, was '" + text + "'");
        }
        return text;
    }

    private static Path file(String argument, @Nullable Path earlier) {
        Path file = Path.of(argument);
        if (argument.startsWith("-") || earlier != null || !Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    "argument: must be --yaml, --expiration=…, --language=…, --keep-running or one existing file, was '"
                            + argument + "'");
        }
        return file;
    }

    private static void requireAllOrNone(Map<String, String> environment, String... names) {
        List<String> missing = List.of(names).stream()
                .filter(name -> !environment.containsKey(name))
                .toList();
        if (!missing.isEmpty() && missing.size() < names.length) {
            throw new IllegalArgumentException(
                    "environment: set all or none of " + List.of(names) + "; missing: " + missing);
        }
    }

    /** Keeps the mail passwords to itself. */
    @Override
    public String toString() {
        return "Settings[file=" + file + ", yaml=" + yaml + ", keepRunning=" + keepRunning + ", bucket=" + bucket + "]";
    }
}
