// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.recipients.android;

import android.content.Context;
import android.os.Handler;
import android.os.Looper;

/** The one thing that needs Android: where the files of the app are, and what its main thread is. */
public final class AppDownloads {

    private AppDownloads() {}

    /** Returns a task that saves into the app's own files, which no other app can read. */
    public static DownloadTask of(Context context) {
        Handler main = new Handler(Looper.getMainLooper());
        return new DownloadTask(context.getFilesDir(), main::post);
    }
}
