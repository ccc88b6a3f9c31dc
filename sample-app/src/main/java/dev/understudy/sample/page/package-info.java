/**
 * What the page needs: chats as streams, what is known of the models once a second, and
 * what happens to calls as it happens.
 */
@NullMarked
package dev.understudy.sample.page;

import org.jspecify.annotations.NullMarked;
