package io.github.osspresign.transfer.model;

/** What happens when the file is there already; spelled as Camel's file component does. */
public enum FileExist {
    /** The new file takes its place, in one step. */
    Override,
    /** The download fails. */
    Fail,
    /** The file is left alone and nothing is downloaded. */
    Ignore,
    /** The new file becomes {@code name-1.ext}, {@code name-2.ext} and so on. */
    TryRename
}
