// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.recipients;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.examples.terminal.CtrlC;
import io.github.osspresign.examples.terminal.TransferView;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import javax.imageio.ImageIO;
import org.apache.camel.util.FileUtil;

/** Runs the example: everybody who can use a link saves the same file. */
public final class Recipients {

    private static final String KEEP_RUNNING = "--keep-running";
    private static final String USAGE = """
            Usage: recipients [--keep-running]
              --keep-running   leave the server up after all have saved the file, and keep the files
            """;

    private static final String FAILED = "failed";
    private static final String NAME = "图表 Q1+2 ~final.png";
    private static final int WIDTH = 800;
    private static final int HEIGHT = 600;

    private Recipients() {}

    /** Ends with exit code 0 only if everybody whose runtime is installed has saved the file unchanged. */
    public static void main(String[] arguments) throws Exception {
        TransferView view = TransferView.ofProcess();
        for (String argument : arguments) {
            if (!argument.equals(KEEP_RUNNING)) {
                view.note("argument: must be " + KEEP_RUNNING + ", was '" + argument + "'");
                view.note("");
                USAGE.lines().forEach(view::note);
                System.exit(2);
            }
        }
        boolean well;
        CtrlC ctrlC = CtrlC.interruptsThisThread();
        try (ctrlC;
                view) {
            well = run(view, arguments.length > 0);
        }
        if (!well) {
            System.exit(1);
        }
    }

    /** Returns whether nobody has failed. */
    static boolean run(TransferView view, boolean keepRunning) throws Exception {
        Path workspace = Files.createTempDirectory("recipients");
        try (OssDevServer server = OssDevServer.builder().bucket("demo").start()) {
            view.note("Using an embedded OSS server at " + server.endpoint() + ".");
            return run(view, keepRunning, server, workspace);
        } finally {
            if (!keepRunning) {
                FileUtil.removeDir(workspace.toFile());
            }
        }
    }

    private static boolean run(TransferView view, boolean keepRunning, OssDevServer server, Path workspace)
            throws Exception {
        byte[] content = picture();
        try (Sender sender = new Sender(server, Clock.systemUTC());
                PageServer pages = new PageServer(programs().resolve("browser"))) {
            server.putObject("demo", NAME, content);
            Bucket.allowPage(server, pages.origin());
            String link = sender.link(NAME);
            view.note("It holds " + NAME + ", and a route has made a link to it.");

            List<Program> recipients = Program.all(new Shell(programs(), workspace));
            List<List<String>> results = new ArrayList<>();
            boolean nobodyFailed = true;
            for (Recipient recipient : recipients) {
                Path target = Files.createDirectories(workspace.resolve(recipient.toString()))
                        .resolve(NAME);
                view.status(List.of("   " + recipient + " saves the file (" + (results.size() + 1) + " of "
                        + recipients.size() + ") …"));
                String result = result(view, recipient, link, target, content);
                results.add(List.of(recipient.toString(), result));
                nobodyFailed &= !result.equals(FAILED);
            }
            view.status(List.of());
            view.note("");
            view.table(List.of("recipient", "result"), results);
            if (keepRunning) {
                view.note("The files are in " + workspace + ".");
                view.note("The page that saves what a link points to is " + pages.origin() + "/download.html.");
                view.note(
                        "Running on until Ctrl-C, so that you can use the link too. Anyone who has it can use it for an hour:");
                view.note("");
                view.note(link);
                view.note("");
                new CountDownLatch(1).await();
            }
            return nobodyFailed;
        }
    }

    /** Returns a picture in the colours of the rainbow. */
    private static byte[] picture() throws IOException {
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                picture.setRGB(x, y, Color.HSBtoRGB((float) x / WIDTH, (float) y / HEIGHT, 1));
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", png);
        return png.toByteArray();
    }

    private static String result(TransferView view, Recipient recipient, String link, Path target, byte[] content)
            throws Exception {
        String missing = recipient.missing();
        if (missing != null) {
            return "skipped, needs " + missing;
        }
        Outcome outcome = recipient.save(link, target);
        if (outcome.exitCode() != 0) {
            view.note("   " + recipient + " has failed:");
            outcome.err().strip().lines().forEach(line -> view.note("      " + line));
            return FAILED;
        }
        if (Arrays.equals(Files.readAllBytes(target), content)) {
            return "saved unchanged";
        }
        view.note("   " + recipient + " has saved something else.");
        return FAILED;
    }

    /** Returns the folder with the programs, as it is on the class path. */
    static Path programs() throws URISyntaxException {
        return Path.of(Objects.requireNonNull(Recipients.class.getResource("/programs"))
                .toURI());
    }
}
