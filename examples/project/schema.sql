CREATE TABLE books (title text PRIMARY KEY);
INSERT INTO books VALUES ('The Art of Computer Programming'), ('Structured Programming');
