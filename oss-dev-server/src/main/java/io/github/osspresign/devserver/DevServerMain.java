package io.github.osspresign.devserver;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;

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
            OssDevServer server = options.toBuilder().start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> server.close(PATIENCE), "oss-dev-server-stop"));
            out.print(Banner.of(
                    server, options.buckets().get(0), Clock.systemUTC().instant()));
            out.flush();
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
}
