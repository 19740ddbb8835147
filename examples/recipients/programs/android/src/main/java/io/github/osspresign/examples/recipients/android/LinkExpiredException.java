package io.github.osspresign.examples.recipients.android;

import java.io.IOException;

/** The link has expired. */
public final class LinkExpiredException extends IOException {}
