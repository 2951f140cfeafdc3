const { devDependencies } = require('./package.json');

const newest = Object.keys(devDependencies).filter((name) => !name.startsWith('@types/'));

/** Of what is installed here nobody gets the plugin's own. */
module.exports = (request, options) => {
  const isNewest = newest.some((name) => request === name || request.startsWith(`${name}/`));
  return options.defaultResolver(request, isNewest ? { ...options, basedir: __dirname } : options);
};
