// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etldownload;

import io.github.osspresign.camel.listener.LinkSummary;
import io.github.osspresign.examples.terminal.TransferView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.jspecify.annotations.Nullable;

/** Loads the manifests of a workspace into a database, once. It needs no keys: links are enough. */
final class Load {

    private final Path workspace;
    private final DataSource database;
    private final TransferView view;
    private final @Nullable String refreshUri;
    private final Map<String, String> properties;
    private final Main camel = new Main();

    /**
     * @param refreshUri the endpoint that gives fresh links for those that have ended, {@code null} for none
     * @param properties what Camel is configured with besides
     */
    Load(
            Path workspace,
            DataSource database,
            TransferView view,
            @Nullable String refreshUri,
            Map<String, String> properties) {
        this.workspace = workspace;
        this.database = database;
        this.view = view;
        this.refreshUri = refreshUri;
        this.properties = properties;
    }

    static Path manifests(Path workspace) {
        return workspace.resolve("manifests");
    }

    static Path failures(Path workspace) {
        return workspace.resolve("failed.jsonl");
    }

    /** Goes through the manifests that are there. */
    Outcome run() throws Exception {
        Path manifests = Files.createDirectories(manifests(workspace));
        Summaries progress = new Summaries(view.counting(links(manifests)));
        Failures failures = new Failures(failures(workspace), view);
        OnePoll once = new OnePoll();
        camel.bind("csv", new Csv());
        Readings readings = new Readings(database);
        camel.bind("readings", readings);
        camel.bind("loaded", new LoadedObjects(readings));
        camel.bind("failures", failures);
        camel.bind("progress", progress);
        camel.bind("once", once);
        properties.forEach(camel::addInitialProperty);
        camel.addInitialProperty("manifests", manifests.toString());
        camel.configure().addRoutesBuilder(new LoadRoutes(refreshUri));
        // Camel's own reaction to Ctrl-C waits a minute for somebody else to stop the context.
        camel.setShutdownStrategy(new SimpleMainShutdownStrategy());
        camel.start();
        try {
            once.manifests().get();
        } catch (ExecutionException e) {
            throw new IOException("the folder of manifests cannot be gone through", e.getCause());
        } finally {
            camel.stop();
        }
        return new Outcome(progress.all(), failures.failed(), waiting(manifests));
    }

    /** Stops without waiting for the links that are being loaded. They are loaded again next time. */
    void stop() {
        if (camel.getCamelContext() != null) {
            camel.getCamelContext().getShutdownStrategy().setTimeout(1);
        }
        camel.stop();
    }

    /** Lines with a link, blank ones and the header of a CSV left out. */
    private static long links(Path manifests) throws IOException {
        long links = 0;
        for (Path manifest : waiting(manifests)) {
            try (Stream<String> lines = Files.lines(manifest)) {
                links += lines.filter(line -> line.contains("://")).count();
            }
        }
        return links;
    }

    private static List<Path> waiting(Path manifests) throws IOException {
        try (Stream<Path> files = Files.list(manifests)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /**
     * Results of the manifests.
     *
     * @param summaries one for each with several links
     * @param failed how many links or lines have failed and were taken down
     * @param waiting the manifests that are to be loaded again, because the database could not take everything
     */
    record Outcome(List<LinkSummary> summaries, int failed, List<Path> waiting) {

        boolean isComplete() {
            return failed == 0 && waiting.isEmpty();
        }
    }
}
