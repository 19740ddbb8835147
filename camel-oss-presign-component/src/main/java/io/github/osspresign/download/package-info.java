/**
 * The download engine: what a presigned link points to becomes a verified file. JDK and Apache HttpClient only; time
 * comes in from outside.
 */
@NullMarked
package io.github.osspresign.download;

import org.jspecify.annotations.NullMarked;
