package io.github.osspresign.devserver.cli;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.OssDevServerBuilder;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Runs the server from the command line until the process is told to stop. */
public final class DevServerMain {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private DevServerMain() {}

    public static void main(String[] arguments) {
        int status = run(System.out, System.err, arguments);
        // A started server keeps the process alive with its listener.
        if (status != 0) {
            System.exit(status);
        }
    }

    /** Starts the server and returns 0, or says what is wrong and returns another exit status. */
    static int run(PrintStream out, PrintStream err, String... arguments) {
        try {
            CommandLine options = CommandLine.parse(arguments);
            if (options.help()) {
                out.print(CommandLine.HELP);
                return 0;
            }
            start(out, options);
            return 0;
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            err.println("Try --help.");
            return 2;
        } catch (UncheckedIOException e) {
            err.println(e.getMessage());
            return 1;
        }
    }

    private static void start(PrintStream out, CommandLine options) {
        Path certificateFile = options.certificateOut();
        OssDevServerBuilder builder = options.toBuilder();
        if (options.accessLog()) {
            builder.accessLog(out::println);
        }
        OssDevServer server = builder.start();
        try {
            writeCertificate(server, certificateFile);
        } catch (UncheckedIOException e) {
            server.close();
            throw e;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> server.close(PATIENCE), "oss-dev-server-stop"));
        out.print(StartupMessage.of(
                server, options.firstBucket(), certificateFile, options.clock().instant()));
        out.flush();
    }

    private static void writeCertificate(OssDevServer server, @Nullable Path file) {
        if (file != null) {
            try {
                Files.writeString(file, server.certificatePem());
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write " + file + ": " + e, e);
            }
        }
    }
}
