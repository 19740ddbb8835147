// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.recipients.android;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.OssDevServerExtension;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.test.SignedLinks;
import java.io.File;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The task runs on the JDK, with a queue in place of Android's main thread; of {@link AppDownloads} it is known to compile. */
class DownloadTaskWithoutAndroidTest {

    private static final String NAME = "报告 Q1+2 ~final.pdf";
    private static final String KEY = "共享/" + NAME;

    @RegisterExtension
    final OssDevServerExtension oss =
            OssDevServerExtension.of(() -> OssDevServer.builder().bucket("demo"));

    @TempDir
    File folder;

    private final byte[] content = new byte[300_321];
    private final Queue<Runnable> mainThread = new ArrayDeque<>();
    private final Screen screen = new Screen();

    @BeforeEach
    void store() {
        new Random(42).nextBytes(content);
        oss.server().putObject("demo", KEY, content);
    }

    @Test
    void savesUnderANameInChineseWithAPlusABlankAndATildeAndTellsTheMainThread() throws Exception {
        download(Duration.ZERO);

        assertThat(screen.seen).contains("progress 300321 of 300321").last().isEqualTo("saved " + NAME);
        assertThat(new File(folder, NAME)).hasBinaryContent(content);
        assertThat(folder.list()).containsExactly(NAME);
    }

    @Test
    void saysThatTheLinkHasExpired() throws Exception {
        download(Duration.ofHours(-2));

        assertThat(screen.seen).containsExactly("expired");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void keepsNothingOfABodyThatIsCutOff() throws Exception {
        oss.server().inject(new Fault.CutBodyAfter(100_000));

        download(Duration.ZERO);

        assertThat(screen.seen).last().asString().startsWith("failed ");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void givesNothingAwayWhereTheServerIsDown() throws Exception {
        oss.server().refuseConnections();

        download(Duration.ZERO);

        assertThat(screen.seen).containsExactly("failed ConnectException");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void refusesANameThatLeadsToAnotherFolder() {
        DownloadTask task = new DownloadTask(folder, mainThread::add);

        for (String name : List.of("../report.bin", "..", "a/b", "")) {
            assertThatIllegalArgumentException().isThrownBy(() -> task.start("https://example.com/", name, screen));
        }
    }

    private void download(Duration clockOffset) throws Exception {
        String link = new SignedLinks(oss.server(), "demo", Clock.offset(Clock.systemUTC(), clockOffset)).get(KEY);

        new DownloadTask(folder, mainThread::add).start(link, NAME, screen).get();

        assertThat(screen.seen).as("before the main thread gets to it").isEmpty();
        mainThread.forEach(Runnable::run);
        assertThat(screen.seen.toString()).doesNotContain(link.substring(link.indexOf("x-oss-signature=") + 16));
        assertThat(oss.server().requests()).allSatisfy(request -> {
            assertThat(request.method()).isEqualTo("GET");
            assertThat(request.headers()).doesNotContainKeys("Authorization", "Content-Type", "Referer");
            assertThat(request.headers().get("Accept-Encoding")).containsExactly("identity");
        });
    }

    /** Remembers what it was told. */
    private static final class Screen implements DownloadTask.Listener {

        private final List<String> seen = new ArrayList<>();

        @Override
        public void progress(long received, long announced) {
            seen.add("progress " + received + " of " + announced);
        }

        @Override
        public void saved(File file) {
            seen.add("saved " + file.getName());
        }

        @Override
        public void expired() {
            seen.add("expired");
        }

        @Override
        public void failed(String reason) {
            seen.add("failed " + reason);
        }
    }
}
