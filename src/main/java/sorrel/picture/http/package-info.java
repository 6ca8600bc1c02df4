/** What a caller reads about a picture that was refused. */
package sorrel.picture.http;
