// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.recipients.android;

import java.io.IOException;

/** The link has expired. */
public final class LinkExpiredException extends IOException {}
