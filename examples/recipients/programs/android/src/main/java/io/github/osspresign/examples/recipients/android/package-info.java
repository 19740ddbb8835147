/**
 * A background task for Android that saves what a link points to. Not null-marked: the annotation cannot be read by Java
 * 8, the version that every Android understands.
 */
package io.github.osspresign.examples.recipients.android;
