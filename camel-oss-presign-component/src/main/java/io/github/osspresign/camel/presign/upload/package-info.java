/** The plan of an upload in parts: its requests, its signatures and its form as a message body. No class here calls the service. */
@NullMarked
package io.github.osspresign.camel.presign.upload;

import org.jspecify.annotations.NullMarked;
