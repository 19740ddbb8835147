package io.github.osspresign.examples.recipients.android;

import java.io.IOException;

/** The link has come to its end. */
public final class LinkExpiredException extends IOException {}
