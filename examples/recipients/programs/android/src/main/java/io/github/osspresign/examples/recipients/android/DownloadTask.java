// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.recipients.android;

import java.io.File;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Downloads behind the scenes, and says on the main thread how it goes; AppDownloads puts it into an app. */
public final class DownloadTask {

    /** Receives the progress for a screen, always on the main thread. */
    public interface Listener {

        /** Some bytes more are there; announced is negative where the length is not known. */
        void progress(long received, long announced);

        /** The file is complete. */
        void saved(File file);

        /** The link has expired: its sender has to make a new one. */
        void expired();

        /** Something else is wrong. The reason holds no link, so it may be shown. */
        void failed(String reason);
    }

    private final ExecutorService background = Executors.newSingleThreadExecutor();
    private final File folder;
    private final Executor mainThread;

    DownloadTask(File folder, Executor mainThread) {
        this.folder = folder;
        this.mainThread = mainThread;
    }

    /** The name is the app's own choice; one that leads to another folder is refused. */
    public Future<?> start(String link, String name, Listener listener) {
        if (!new File(name).getName().equals(name) || name.isEmpty() || name.equals(".") || name.equals("..")) {
            throw new IllegalArgumentException("name: must be a file name without a folder, was " + name);
        }
        File target = new File(folder, name);
        return background.submit(() -> {
            try {
                LinkDownload.save(
                        link,
                        target,
                        (received, announced) -> mainThread.execute(() -> listener.progress(received, announced)));
                mainThread.execute(() -> listener.saved(target));
            } catch (LinkExpiredException e) {
                mainThread.execute(listener::expired);
            } catch (DownloadRefusedException e) {
                mainThread.execute(() -> listener.failed(String.valueOf(e.getMessage())));
            } catch (IOException | RuntimeException e) {
                // The texts of these may hold the link.
                mainThread.execute(() -> listener.failed(e.getClass().getSimpleName()));
            }
        });
    }
}
