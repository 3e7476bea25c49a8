throw 'only a text';
