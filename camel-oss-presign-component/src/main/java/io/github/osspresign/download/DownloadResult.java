package io.github.osspresign.download;

import java.nio.file.Path;

/** How a download ended well. */
public sealed interface DownloadResult permits Downloaded, ExistingFile {

    /** The file that the object is in, or, left alone, the one that was there before. */
    Path file();
}
