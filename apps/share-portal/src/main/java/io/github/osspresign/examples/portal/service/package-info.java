/** Services that the portal starts itself where none are configured: a database, a bucket and a mail server. */
@NullMarked
package io.github.osspresign.examples.portal.service;

import org.jspecify.annotations.NullMarked;
