// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.model;

/** What a download does if its file exists; spelled as in Camel's file component. */
public enum FileExist {
    /** Replaces the file atomically. */
    Override,
    /** Fails the download. */
    Fail,
    /** Leaves the file alone and downloads nothing. */
    Ignore,
    /** Names the new file {@code name-1.ext}, {@code name-2.ext} and so on. */
    TryRename
}
